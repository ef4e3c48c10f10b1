/** The relief diary: asked on days 1, 4, 7, 14, 30, 60 and 90, answered 0–10. Day 0 never counts: the anaesthetic speaks then. */
package health.foramen.notification.diary;
