package health.foramen.referral.draft;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.attachment.Contents;
import health.foramen.referral.attachment.Upload;
import health.foramen.referral.care.Who;
import health.foramen.referral.draft.Draft.Field;
import health.foramen.referral.draft.Draft.Owner;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Saving what was typed so far, finding it again, and letting it go. */
public final class KeepingDrafts {

    private final Drafts drafts;
    private final Contents contents;
    private final BiFunction<UUID, String, UUID> ids;
    private final BiFunction<Owner, UUID, UUID> becomes;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    /**
     * @param ids     an attachment's id, from the draft's and its bytes' hash
     * @param becomes the id of the referral that a draft becomes when it is sent
     */
    public KeepingDrafts(Drafts drafts, Contents contents, BiFunction<UUID, String, UUID> ids, BiFunction<Owner, UUID, UUID> becomes, Supplier<UUID> newIds,
            Clock clock) {
        this.drafts = drafts;
        this.contents = contents;
        this.ids = ids;
        this.becomes = becomes;
        this.newIds = newIds;
        this.clock = clock;
    }

    public Optional<Draft> find(UUID id, Owner owner) {
        return drafts.find(id).filter(draft -> draft.owner().equals(owner));
    }

    /** The newest first. */
    public List<Draft> of(Owner owner) {
        var forgotten = clock.instant().minus(Draft.DAYS, ChronoUnit.DAYS);
        return drafts.of(owner).stream().filter(draft -> draft.savedAt().isAfter(forgotten)).sorted(Comparator.comparing(Draft::savedAt).reversed()).toList();
    }

    /**
     * The same again changes nothing, whoever saves it.
     *
     * @param seen the version that the form was filled from; without it the newest is overwritten
     */
    public DraftOutcome save(UUID id, Owner owner, OptionalLong seen, List<Field> fields, Who by) {
        if (Draft.isTooLarge(fields)) {
            return new DraftOutcome.Refused("This is more than a draft can hold; please shorten the longest text.");
        }
        var known = find(id, owner).filter(draft -> draft.fields().equals(fields));
        return known.isPresent() ? new DraftOutcome.Saved(known.get()) : change(id, owner, by, draft -> draft.saved(fields, by, clock.instant()), seen);
    }

    public DraftOutcome attach(UUID id, Owner owner, Upload upload, Who by) {
        var content = newIds.get();
        var attachment = upload.as(ids.apply(id, upload.sha256()), content, by, clock.instant());
        var known = find(id, owner).map(Draft::attachments).orElse(List.of());
        if (known.stream().noneMatch(each -> each.id().equals(attachment.id())) && known.size() >= Attachment.MOST) {
            return new DraftOutcome.Refused("A referral carries at most " + Attachment.MOST + " files; give the accession number or the link of images instead.");
        }
        contents.keep(content, List.of(id, becomes.apply(owner, id)), upload.bytes());
        var outcome = change(id, owner, by, draft -> {
            var files = new ArrayList<>(draft.attachments());
            if (files.size() < Attachment.MOST && files.stream().noneMatch(each -> each.id().equals(attachment.id()))) {
                files.add(attachment);
            }
            return draft.carrying(files, by, clock.instant());
        }, OptionalLong.empty());
        if (outcome instanceof DraftOutcome.Saved(var draft) && draft.attachments().contains(attachment)) {
            contents.settled(content);
        } else {
            contents.remove(content);
        }
        return outcome;
    }

    public DraftOutcome detach(UUID id, Owner owner, UUID attachmentId, Who by) {
        var draft = find(id, owner);
        var attachment = draft.flatMap(known -> known.attachment(attachmentId));
        if (attachment.isEmpty()) {
            return new DraftOutcome.Unknown();
        }
        contents.unsettle(attachment.get().content(), List.of(id, becomes.apply(owner, id)));
        var outcome = change(id, owner, by, known -> known.carrying(known.attachments().stream().filter(each -> !each.id().equals(attachmentId)).toList(), by,
                clock.instant()), OptionalLong.empty());
        if (outcome instanceof DraftOutcome.Saved) {
            contents.remove(attachment.get().content());
        }
        return outcome;
    }

    public Optional<InputStream> open(Attachment attachment) {
        return contents.open(attachment.content());
    }

    /** What became of a wish to let go of a draft. */
    public enum Discarded { GONE, CHANGED, UNKNOWN }

    /** @param seen the version that was read; without it whatever is there goes */
    public Discarded discard(UUID id, Owner owner, OptionalLong seen) {
        while (true) {
            var draft = find(id, owner);
            if (draft.isEmpty()) {
                return Discarded.UNKNOWN;
            }
            if (seen.isPresent() && seen.getAsLong() != draft.get().version()) {
                return Discarded.CHANGED;
            }
            if (dropped(draft.get())) {
                return Discarded.GONE;
            }
        }
    }

    /** It has become a referral, which takes its files over, also one that arrived in the last moment. */
    public void sent(UUID id, Owner owner, Consumer<Attachment> takeOver) {
        while (true) {
            var draft = find(id, owner);
            if (draft.isEmpty()) {
                return;
            }
            draft.get().attachments().forEach(takeOver);
            if (drafts.delete(draft.get())) {
                drafts.unlist(owner, id);
                return;
            }
        }
    }

    /** Lets go of what nobody has touched for a month. */
    public void forgetOld() {
        drafts.savedBefore(clock.instant().minus(Draft.DAYS, ChronoUnit.DAYS)).forEach(this::dropped);
    }

    /** Lets go of every draft that fits, whosever it is, also of one that is saved in this very moment. */
    public void strike(Predicate<Draft> wanted) {
        for (var found = drafts.those(wanted); !found.isEmpty(); found = drafts.those(wanted)) {
            found.forEach(this::dropped);
        }
    }

    /** Whether a draft names a content. */
    public boolean names(UUID id, UUID content) {
        return drafts.find(id).filter(draft -> draft.attachments().stream().anyMatch(attachment -> attachment.content().equals(content))).isPresent();
    }

    private boolean dropped(Draft draft) {
        draft.attachments().forEach(attachment -> contents.unsettle(attachment.content(), List.of(draft.id(), becomes.apply(draft.owner(), draft.id()))));
        if (!drafts.delete(draft)) {
            return false;
        }
        drafts.unlist(draft.owner(), draft.id());
        draft.attachments().forEach(attachment -> contents.remove(attachment.content()));
        return true;
    }

    private DraftOutcome change(UUID id, Owner owner, Who by, UnaryOperator<Draft> step, OptionalLong seen) {
        while (true) {
            var stored = drafts.find(id);
            if (stored.isPresent() && !stored.get().owner().equals(owner)) {
                return new DraftOutcome.Unknown();
            }
            if (stored.isPresent() && seen.isPresent() && seen.getAsLong() != stored.get().version()) {
                return new DraftOutcome.Stale(stored.get());
            }
            if (stored.isPresent()) {
                var next = step.apply(stored.get());
                if (drafts.replace(stored.get(), next)) {
                    return new DraftOutcome.Saved(next);
                }
            } else if (!drafts.list(owner, id, Draft.MOST)) {
                return new DraftOutcome.Refused("There are " + Draft.MOST + " drafts already. Send or discard one of them first.");
            } else {
                var first = step.apply(new Draft(id, 0, owner, by, clock.instant(), List.of(), List.of()));
                if (drafts.add(first)) {
                    return new DraftOutcome.Saved(first);
                }
            }
        }
    }
}
