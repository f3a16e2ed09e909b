/** Finding and changing elements of a page. */

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new (...args: never[]) => T} type
 * @returns {T} the first match
 * @throws {Error} when there is none: then the page's template is wrong
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`This page has no ${selector}.`);
  return element;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * Shows the controls that do nothing without a script; the templates hide them.
 * @param {ParentNode} root
 */
export function showScriptControls(root) {
  for (const element of findAll(root, "[data-needs-js]")) element.hidden = false;
}

/** Puts the focus where the server marked the page with `data-focus`. */
export function focusMarked() {
  /** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
}

/**
 * Writes a text only when it is another one: a status line is read aloud each time that it is written.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A copy of the one element in a `<template>`.
 * @param {HTMLTemplateElement} template
 * @returns {HTMLElement}
 */
export function cloneTemplate(template) {
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}
