/** The message files, read with SnakeYAML and spoken with ICU: plurals, dates and right-to-left as each language has them. */
package health.foramen.notification.wording.store;
