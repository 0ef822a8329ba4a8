import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A folder that is made before each test of the enclosing `describe`, and removed after it. */
export function useTemporaryFolder(): () => string {
  let folder = "";
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "provider-test-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}
