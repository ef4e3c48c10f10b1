/**
 * Work that takes longer than a request: publishing a month, moving everybody of a day. It is written down whole before it
 * begins, goes on whoever leaves the page, is resumed after a crash by whoever finds it, and each step of it may be done
 * twice.
 */
package health.foramen.scheduling.job;
