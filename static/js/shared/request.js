/**
 * Sends JSON to the server and asks for JSON.
 * @param {string} url
 * @param {object} data
 * @param {string} csrf the page's CSRF token
 * @returns {Promise<Response>} rejects when the server can't be reached
 */
export function postJson(url, data, csrf) {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(data),
  });
}
