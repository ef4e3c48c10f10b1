/** Reads a physician from a form or JSON. */
package health.foramen.referral.directory.web;
