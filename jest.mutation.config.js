// The tests that mutants are run against: the quick ones of what stryker.config.mjs mutates.
const config = require("./jest.unit.config");

/** @type {import("jest").Config} */
module.exports = {
  ...config,
  testMatch: config.testMatch.filter((file) =>
    /[\\/]test[\\/](?:ipv4|planning|configuration)[\\/]/.test(file),
  ),
  reporters: ["default"],
};
