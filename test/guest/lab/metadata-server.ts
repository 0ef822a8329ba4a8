// Runs inside a lab: the metadata service of Alibaba Cloud's instances, as far as network interfaces go. It reads what
// to answer from a file before every answer, so that a test can change it or break it while it runs.

import { appendFileSync, readFileSync } from "node:fs";
import { createServer } from "node:http";

import type { Metadata } from "./cloud";

const [, , behaviourFile = "", requestFile = ""] = process.argv;
const TOKEN = "TOKEN-of-the-lab/with+characters=";

createServer((request, response) => {
  const behaviour = JSON.parse(readFileSync(behaviourFile, "utf8")) as Metadata;
  const url = request.url ?? "";
  appendFileSync(requestFile, `${request.method ?? ""} ${url} from ${request.socket.remoteAddress ?? ""}\n`);

  const answer = (status: number, body: string): void => {
    setTimeout(() => response.writeHead(status).end(body), behaviour.delay ?? 0);
  };
  if (behaviour.throttled !== undefined && behaviour.throttled > 0) {
    const requests = readFileSync(requestFile, "utf8").split("\n").length - 1;
    if (requests <= behaviour.throttled) {
      answer(429, "Too Many Requests");
      return;
    }
  }
  if (url === "/latest/api/token") {
    const isAsked =
      request.method === "PUT" && request.headers["x-aliyun-ecs-metadata-token-ttl-seconds"] !== undefined;
    if (behaviour.mode === "plain") answer(404, "not found");
    else if (isAsked) answer(200, behaviour.token ?? TOKEN);
    else answer(400, "bad request");
    return;
  }
  if (behaviour.mode === "token" && request.headers["x-aliyun-ecs-metadata-token"] !== TOKEN) {
    answer(403, "a token is needed");
    return;
  }
  const key = url.replace("/latest/meta-data/network/interfaces/macs/", "");
  const value =
    key === "" ? (behaviour.list ?? listOf(behaviour)) : (behaviour.values[key] ?? behaviour.otherwise);
  if (value === undefined) answer(404, "<html>not found</html>");
  else answer(200, value);
}).listen(80, "100.100.100.200", () => {
  console.log("listening");
});

function listOf(behaviour: Metadata): string {
  const macs = Object.keys(behaviour.values).map((key) => key.split("/")[0] ?? "");
  return [...new Set(macs)].map((mac) => `${mac}/\n`).join("");
}
