// What a browser has to say against a page that is open.

import { site } from './browser.js';

/**
 * A list that fills while pages are opened: foreign hosts, what did not come, what the console says.
 * Only stories that call this machine by another name say which origin is theirs.
 */
export function complaintsOf(page, ours = site.origin) {
  const complaints = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (origin !== ours && protocol !== 'data:') complaints.push(`asked for ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // Going on to the next page ends what is still under way.
    const { errorText } = request.failure();
    if (errorText !== 'net::ERR_ABORTED') complaints.push(`did not get ${request.url()}: ${errorText}`);
  });
  page.on('response', (response) => {
    const embedded = response.request().resourceType() !== 'document';
    if (embedded && response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script failed: ${error.message}`));
  page.on('console', (message) => {
    // A page that answers 4xx on purpose makes the browser note its status.
    const status = message.location().url === page.url() && message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !status) complaints.push(message.text());
  });
  return complaints;
}
