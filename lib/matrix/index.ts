// Lists of the stacks for the pipelines that work on each of them.
export { atlantisProjects } from "./atlantis";
export { githubMatrix } from "./github";
export { gitlabPipeline } from "./gitlab";
export { MatrixError, type StackEntry } from "./stack-entry";
