/**
 * Stories of the whole suite: real processes, a real browser, and faults.
 *
 * <p>Nothing here knows a class of any service. What a story needs it asks over HTTP, reads off a page or finds in a file of
 * the checkout, as a clinic's own system or an operator would.
 */
package health.foramen.journeys;
