package health.foramen.notification.journey;

/** Who goes first when only so many texts a day and a week may go: the order of the field guide, from a life to a question. */
public enum Priority {
    EMERGENCY, RIDE, MOVED_OR_CANCELLED, CONFIRM, DIRECTIONS, REMINDER, PREPARATION, AFTER_CARE, DIARY
}
