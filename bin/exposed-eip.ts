import { runCommandLine } from "../lib/cli/exposed-eip-command";
import { version } from "../package.json";

void runCommandLine(process.argv.slice(2), version).then((exitCode) => {
  process.exitCode = exitCode;
});
