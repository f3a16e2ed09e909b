/** Reading the values of a form, and filling them in. */

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]} name and value of each field, without the CSRF token
 */
export function formValues(form) {
  const values = [...new FormData(form)].filter(([name]) => name !== "csrf_token");
  return /** @type {[string, string][]} */ (values);
}

/**
 * The values as the server sent them. The person may have typed already before the scripts were loaded, so
 * these may differ from what is in the form now.
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => void} [adjust] what a script changes before anybody types
 * @returns {[string, string][]}
 */
export function initialValues(form, adjust) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  copy.reset();
  adjust?.(copy);
  return formValues(copy);
}

/**
 * @param {[string, string][]} values
 * @returns {Map<string, string[]>} all values of each name
 */
export function groupByName(values) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const [name, value] of values) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups;
}

/**
 * Fills text fields, areas and radio buttons; rows of fields and checkboxes have code of their own.
 * @param {HTMLFormElement} form
 * @param {Map<string, string[]>} values
 */
export function fillFields(form, values) {
  for (const [name, [value = ""]] of values) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type !== "checkbox") field.value = value;
    else if (field instanceof HTMLTextAreaElement) field.value = value;
  }
}
