/** Notices that were and are to be sent, and the referrer's address, asked of its owner. */
package health.foramen.notification.notice.store;
