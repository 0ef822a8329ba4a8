import type { GuestCommand, GuestResult } from "../data-plane";
import type { GuestInstance } from "./guest-instance";

/** Where the agent puts the scripts that it runs. */
const SCRIPTS = "/run/cloud-assistant";

/** More than the API keeps, and not enough to do harm. */
const OUTPUT_LIMIT = 64 * 1024;

let scripts = 0;

/**
 * Runs a command in an instance as the agent of Cloud Assistant does: from a file, as its user, in a directory that has
 * to be there, and without standard input. A script without a first line `#!` is the shell's.
 */
export async function runInGuest(guest: GuestInstance, command: GuestCommand): Promise<GuestResult> {
  const { type, script, username, workingDirectory, timeout, signal } = command;
  if (type !== "RunShellScript") return refusal("CommandNotApplicable", `${type} is not for Linux.`);
  const user = await findUser(guest, username === "" ? "root" : username);
  if (user === undefined) return refusal("AccountNotExists", `There is no user ${username}.`);
  const directory = workingDirectory === "" ? user.home : workingDirectory;
  if ((await guest.run(["test", "-d", directory])).exitCode !== 0) {
    return refusal("DirectoryNotExists", `There is no directory ${directory}.`);
  }
  const file = `${SCRIPTS}/${(scripts += 1)}.sh`;
  await guest.sh(`mkdir -p -m 755 ${SCRIPTS}`);
  await guest.run(["sh", "-c", 'cat >"$1" && chmod 755 "$1"', "agent", file], { input: script });
  const as =
    user.id === "0" ? [] : ["setpriv", `--reuid=${user.id}`, `--regid=${user.group}`, "--init-groups"];
  const environment = ["env", `HOME=${user.home}`, `USER=${user.name}`];
  const words = ["sh", "-c", 'cd "$1" && shift && exec "$@" 2>&1', "agent", directory];
  const result = await guest.run([...words, ...as, ...environment, "sh", "-c", file], {
    timeLimit: timeout * 1000,
    signal,
    outputLimit: OUTPUT_LIMIT,
  });
  return { exitCode: result.exitCode, output: result.stdout, timedOut: result.endedBy === "time limit" };
}

/** A command that is not run, with the reason as the API has it. */
function refusal(errorCode: string, errorInfo: string): GuestResult {
  return { exitCode: 0, output: "", refusal: { errorCode, errorInfo } };
}

interface User {
  readonly name: string;
  readonly id: string;
  readonly group: string;
  readonly home: string;
}

async function findUser(guest: GuestInstance, username: string): Promise<User | undefined> {
  const { stdout } = await guest.run(["getent", "passwd", "--", username]);
  const [name, , id, group, , home] = stdout.trim().split(":");
  // By name only: getent finds users by number, too.
  if (name !== username || id === undefined || group === undefined || home === undefined) return undefined;
  return { name, id, group, home };
}
