/** Lists as files: read from CSV, watched while they are worked through, and reported as CSV. */
package health.foramen.referral.history.web;
