/** How the words of care are written down: codes instead of enum names, cases of sealed types told apart by a word. */
package health.foramen.referral.care.store;
