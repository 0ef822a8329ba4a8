/** Prints the table of the end-to-end cases. */
declare class TableReporter {
  public onRunComplete(contexts: unknown, results: object): void;
}
export default TableReporter;
