package health.foramen.referral.draft;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A form that somebody has begun. It is kept as it was typed, sense or nonsense: nothing of it is a referral, no rule has a say in it, and
 * nobody but its owner's people sees it. It ends when it is sent, discarded, or forgotten.
 *
 * @param owner       the practice, or the clinic's desk; see {@link Owner}
 * @param by          who saved it last
 * @param attachments files that will go with it, at most {@value Attachment#MOST}
 */
public record Draft(UUID id, long version, Owner owner, Who by, Instant savedAt, List<Field> fields, List<Attachment> attachments) {

    /** Of one owner; whoever has begun so many has lost sight of them. */
    public static final int MOST = 50;
    /** After so many days a begun referral is no longer about the patient's present state. */
    public static final int DAYS = 30;
    static final int MOST_FIELDS = 400;
    /** Of all that was typed; the form itself takes less. */
    static final int MOST_CHARACTERS = 60_000;

    public Draft {
        fields = List.copyOf(fields);
        attachments = List.copyOf(attachments);
    }

    /** One field of the form. A box that may be ticked several times has several values. */
    public record Field(String name, List<String> values) {

        public Field {
            values = List.copyOf(values);
        }
    }

    /** Whose drafts they are. @param code of the practice; empty for the clinic's desk */
    public record Owner(Optional<String> code) {

        public static final Owner CLINIC = new Owner(Optional.empty());

        public static Owner practice(String code) {
            return new Owner(Optional.of(code));
        }

        /** By which it is told apart. */
        public String key() {
            return code.map(practice -> "practice:" + practice).orElse("clinic");
        }
    }

    public Optional<Attachment> attachment(UUID attachmentId) {
        return attachments.stream().filter(attachment -> attachment.id().equals(attachmentId)).findFirst();
    }

    /** What was typed into a field, the first of it. */
    public String value(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).flatMap(field -> field.values().stream()).findFirst().orElse("");
    }

    public static boolean isTooLarge(List<Field> fields) {
        return fields.size() > MOST_FIELDS || fields.stream().mapToLong(field -> field.name().length() + field.values().stream().mapToLong(String::length).sum()).sum()
                > MOST_CHARACTERS;
    }

    Draft saved(List<Field> now, Who who, Instant at) {
        return new Draft(id, version + 1, owner, who, at, now, attachments);
    }

    Draft carrying(List<Attachment> files, Who who, Instant at) {
        return new Draft(id, version + 1, owner, who, at, fields, files);
    }
}
