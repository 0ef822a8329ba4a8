// What changed between two schemas of the provider, in the types that both have to have: those of the first.
const { findProvider } = require("./schema-cut");

/**
 * A change of a type or an argument.
 * @typedef {object} SchemaChange
 * @property {string} type as in a cut: `alicloud_vswitch`, `data.alicloud_zones`, `provider`
 * @property {string} [path] of the argument: `timeouts.create`
 * @property {"added" | "removed" | "changed"} kind
 * @property {boolean} isBreaking whether configurations that were valid may not be any more
 * @property {string} text as a clause
 */

/**
 * Compares the types of `present` with the same in `next`.
 * @param {import("./schema-cut").SchemaDocument} present
 * @param {import("./schema-cut").SchemaDocument} next
 * @param {string} source of the provider, `<namespace>/<name>`
 * @returns {SchemaChange[]} in the order of types and arguments
 */
function schemaChanges(present, next, source) {
  const [before] = findProvider(present, source);
  const [after] = findProvider(next, source);
  return [
    ...typeChanges("provider", before.provider, after.provider),
    ...kindChanges("", before.resource_schemas, after.resource_schemas),
    ...kindChanges("data.", before.data_source_schemas, after.data_source_schemas),
  ];
}

function kindChanges(prefix, before, after = {}) {
  return Object.keys(before)
    .sort()
    .flatMap((name) => typeChanges(prefix + name, before[name], after[name]));
}

function typeChanges(type, before, after) {
  if (after === undefined)
    return [{ type, kind: "removed", isBreaking: true, text: "the provider no longer has it" }];
  const version =
    before.version === after.version
      ? []
      : [
          {
            ...{ type, kind: "changed", isBreaking: false },
            text: `version of its state: ${before.version} before, ${after.version} now`,
          },
        ];
  const deprecated =
    after.block.deprecated === true && before.block.deprecated !== true
      ? [{ type, kind: "changed", isBreaking: false, text: "is deprecated" }]
      : [];
  return [...version, ...deprecated, ...blockChanges(type, "", before.block, after.block)];
}

function blockChanges(type, path, before, after) {
  const attributes = names(before.attributes, after.attributes).flatMap((name) =>
    attributeChanges(type, path + name, before.attributes?.[name], after.attributes?.[name]),
  );
  const blocks = names(before.block_types, after.block_types).flatMap((name) =>
    nestedChanges(type, path + name, before.block_types?.[name], after.block_types?.[name]),
  );
  return [...attributes, ...blocks];
}

function attributeChanges(type, path, before, after) {
  if (after === undefined) return [{ type, path, kind: "removed", isBreaking: true, text: "was removed" }];
  if (before === undefined) return [added(type, path, after.required === true)];
  const change = (isBreaking, text) => ({ type, path, kind: "changed", isBreaking, text });
  const [oldType, newType] = [typeText(before), typeText(after)];
  return [
    ...(oldType === newType ? [] : [change(true, `another type: ${oldType} before, ${newType} now`)]),
    ...(usage(before) === usage(after)
      ? []
      : [change(isTighter(before, after), `${usage(before)} before, ${usage(after)} now`)]),
    ...(after.deprecated === true && before.deprecated !== true ? [change(false, "is deprecated")] : []),
    ...(after.sensitive === before.sensitive
      ? []
      : [change(false, after.sensitive === true ? "became sensitive" : "is no longer sensitive")]),
    ...(after.nested_type !== undefined && before.nested_type !== undefined
      ? blockChanges(type, `${path}.`, before.nested_type, after.nested_type)
      : []),
  ];
}

function nestedChanges(type, path, before, after) {
  if (after === undefined) return [{ type, path, kind: "removed", isBreaking: true, text: "was removed" }];
  if (before === undefined) return [added(type, path, (after.min_items ?? 0) > 0)];
  const change = (isBreaking, text) => ({ type, path, kind: "changed", isBreaking, text });
  const [oldLeast, newLeast] = [before.min_items ?? 0, after.min_items ?? 0];
  const [oldMost, newMost] = [before, after].map((one) => one.max_items || Infinity);
  return [
    ...(before.nesting_mode === after.nesting_mode
      ? []
      : [change(true, `another form: ${before.nesting_mode} before, ${after.nesting_mode} now`)]),
    ...(oldLeast === newLeast && oldMost === newMost
      ? []
      : [
          change(
            newLeast > oldLeast || newMost < oldMost,
            `${range(oldLeast, oldMost)} blocks before, ${range(newLeast, newMost)} now`,
          ),
        ]),
    ...blockChanges(type, `${path}.`, before.block, after.block),
  ];
}

function added(type, path, isRequired) {
  return {
    ...{ type, path, kind: "added", isBreaking: isRequired },
    text: isRequired ? "is new and required" : "is new",
  };
}

/** @returns {string} `required`, `optional`, `computed`, or both of the last two */
function usage({ required, optional, computed }) {
  if (required === true) return "required";
  return [optional === true ? "optional" : "", computed === true ? "computed" : ""]
    .filter(Boolean)
    .join(" and ");
}

/** Whether a configuration that was valid may be refused: an argument became required, or cannot be set any more. */
function isTighter(before, after) {
  const isSettable = ({ required, optional }) => required === true || optional === true;
  return (after.required === true && before.required !== true) || (isSettable(before) && !isSettable(after));
}

const range = (least, most) => (most === Infinity ? `${least} or more` : `${least} to ${most}`);

const typeText = ({ type, nested_type: nested }) =>
  nested === undefined ? JSON.stringify(type) : `${nested.nesting_mode} of attributes`;

const names = (one = {}, other = {}) => [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

module.exports = { schemaChanges };
