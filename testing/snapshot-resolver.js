// Every snapshot lives in __snapshots__ at the root, at the path of its test below the root.
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const folder = path.join(root, "__snapshots__");

module.exports = {
  resolveSnapshotPath: (testPath, extension) =>
    path.join(folder, path.relative(path.join(root, "test"), testPath) + extension),
  resolveTestPath: (snapshotPath, extension) =>
    path.join(root, "test", path.relative(folder, snapshotPath).slice(0, -extension.length)),
  testPathForConsistencyCheck: path.join(root, "test", "some", "folder", "example.test.ts"),
};
