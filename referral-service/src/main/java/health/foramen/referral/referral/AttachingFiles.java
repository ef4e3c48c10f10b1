package health.foramen.referral.referral;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.attachment.Contents;
import health.foramen.referral.attachment.Upload;
import health.foramen.referral.care.Who;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Files of a referral. The bytes are stored first and named by the referral in the one write that decides whether it takes them; whichever of
 * the two did not happen is tidied up at once, or after a crash by the sweep.
 */
public final class AttachingFiles {

    /** An upload takes minutes on a bad line; after this long it will not come any more. */
    private static final Duration LOST = Duration.ofMinutes(30);

    /** More than anybody is referred for in a life. */
    private static final int MOST_REFERRALS = 1_000;

    private final Referrals referrals;
    private final Contents contents;
    private final BiFunction<UUID, String, UUID> ids;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    /** @param ids an attachment's id, from the id of what it belongs to and its bytes' hash */
    public AttachingFiles(Referrals referrals, Contents contents, BiFunction<UUID, String, UUID> ids, Supplier<UUID> newIds, Clock clock) {
        this.referrals = referrals;
        this.contents = contents;
        this.ids = ids;
        this.newIds = newIds;
        this.clock = clock;
    }

    public ReferralOutcome attach(UUID id, Viewer viewer, Upload upload, Who by) {
        if (referrals.find(id).filter(viewer::sees).isEmpty()) {
            return new ReferralOutcome.Refused(new Refusal.UnknownReferral());
        }
        var content = newIds.get();
        var attachment = upload.as(ids.apply(id, upload.sha256()), content, by, clock.instant());
        contents.keep(content, List.of(id), upload.bytes());
        var outcome = referrals.change(id, referral -> referral.attach(attachment));
        switch (outcome) {
            case ReferralOutcome.Changed _ -> contents.settled(content);
            case ReferralOutcome.Unchanged _, ReferralOutcome.Refused _ -> contents.remove(content);
        }
        return outcome;
    }

    /** Takes over a file that a draft has carried. */
    public ReferralOutcome adopt(UUID id, Attachment attachment) {
        return referrals.change(id, referral -> referral.attach(attachment));
    }

    public ReferralOutcome detach(UUID id, UUID attachmentId, Viewer viewer, Who by) {
        var attachment = find(id, attachmentId, viewer);
        if (attachment.isEmpty()) {
            return new ReferralOutcome.Refused(new Refusal.NoSuchAttachment());
        }
        contents.unsettle(attachment.get().content(), List.of(id));
        var outcome = referrals.change(id, referral -> referral.detach(attachmentId, by, clock.instant()));
        switch (outcome) {
            case ReferralOutcome.Changed _ -> contents.remove(attachment.get().content());
            case ReferralOutcome.Unchanged _, ReferralOutcome.Refused _ -> contents.settled(attachment.get().content());
        }
        return outcome;
    }

    /** Removes every file that came with a referral of the patient, and the numbers that tell who it was. @return how many referrals had any */
    public long forget(UUID patientId) {
        return referrals.ofPatient(patientId, MOST_REFERRALS).stream().filter(referral -> shredded(referral.id())).count();
    }

    private boolean shredded(UUID id) {
        var files = referrals.find(id).map(referral -> referral.folder().attachments()).orElse(List.of());
        files.forEach(file -> contents.unsettle(file.content(), List.of(id)));
        var changed = referrals.change(id, referral -> referral.shred(clock.instant())) instanceof ReferralOutcome.Changed;
        files.forEach(file -> contents.remove(file.content()));
        return changed;
    }

    public Optional<Attachment> find(UUID id, UUID attachmentId, Viewer viewer) {
        return referrals.find(id).filter(viewer::sees).flatMap(referral -> referral.folder().attachment(attachmentId));
    }

    public Optional<InputStream> open(Attachment attachment) {
        return contents.open(attachment.content());
    }

    /** @param named whether something else than a referral, of that id, names the content */
    public void removeWhatNobodyNames(BiPredicate<UUID, UUID> named) {
        for (var unsettled : contents.unsettledFor(LOST)) {
            var content = unsettled.content();
            var held = unsettled.holders().stream().anyMatch(holder -> named.test(holder, content) || referrals.find(holder)
                    .filter(referral -> referral.folder().attachments().stream().anyMatch(attachment -> attachment.content().equals(content))).isPresent());
            if (held) {
                contents.settled(content);
            } else {
                contents.remove(content);
            }
        }
    }
}
