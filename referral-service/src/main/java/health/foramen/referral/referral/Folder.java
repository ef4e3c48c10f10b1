package health.foramen.referral.referral;

import health.foramen.referral.attachment.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How a referral came, and the files that came with it. @param attachments at most {@value Attachment#MOST} */
public record Folder(Origin origin, List<Attachment> attachments) {

    public static final Folder ONLINE = new Folder(Origin.ONLINE, List.of());

    public Folder {
        attachments = List.copyOf(attachments);
    }

    public Optional<Attachment> attachment(UUID id) {
        return attachments.stream().filter(attachment -> attachment.id().equals(id)).findFirst();
    }

    public boolean isFull() {
        return attachments.size() >= Attachment.MOST;
    }

    Folder with(Attachment more) {
        var all = new ArrayList<>(attachments);
        all.add(more);
        return new Folder(origin, all);
    }

    Folder emptied() {
        return new Folder(origin, List.of());
    }

    Folder without(UUID id) {
        return new Folder(origin, attachments.stream().filter(attachment -> !attachment.id().equals(id)).toList());
    }
}
