/** A mistake that the person at the keyboard can correct: printed as its message, without a stack trace. */
class ScriptError extends Error {}

/**
 * Runs a script's main function; a {@link ScriptError} ends it with its message and exit code 1.
 * @param {() => void | Promise<void>} main
 */
async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

module.exports = { ScriptError, run };
