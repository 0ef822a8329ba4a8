import * as fs from "node:fs";
import * as path from "node:path";

import { runCommand } from "../../testing/run-command";
import { cloudEnvironment } from "./cloud-environment";
import { LiveCommand } from "./live-command";

describe("exposed-eip demo", () => {
  it("says without the repository how to get it", async () => {
    const live = await LiveCommand.start();
    try {
      // Builds the bundle.
      await live.run(["--version"]);
      const program = path.join(live.folder, "dist/exposed-eip.js");
      fs.mkdirSync(path.dirname(program));
      fs.copyFileSync(path.resolve(__dirname, "../../dist/exposed-eip.js"), program);
      const options = { folder: live.folder, environment: cloudEnvironment({}) };
      const { exitCode, stderr } = await runCommand(process.execPath, [program, "demo"], options);
      expect(stderr).toMatch(/^The demonstration needs the repository: .* npm ci && npm run demo /);
      expect(exitCode).toBe(1);
    } finally {
      await live.end();
    }
  });
});
