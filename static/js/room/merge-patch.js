const isObject = (/** @type {any} */ value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * Applies a JSON Merge Patch (RFC 7396) without changing the target: untouched branches stay the same object.
 * @param {any} target
 * @param {any} patch
 * @returns {any}
 */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  /** @type {Record<string, any>} */
  const merged = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}
