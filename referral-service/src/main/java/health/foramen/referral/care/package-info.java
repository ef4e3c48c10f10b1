/**
 * The words of care: what is done to a patient, where in the spine, under which picture, and who decided it. Every other feature speaks
 * in these words; they know nobody. Codes are those of the wire ({@code kebab-case}), so a stored document, an event and a page agree.
 */
package health.foramen.referral.care;
