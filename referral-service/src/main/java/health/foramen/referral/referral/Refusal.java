package health.foramen.referral.referral;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake.Contradiction;
import java.util.List;

/** Why something a sensible person asked for is not done. */
public sealed interface Refusal {

    /** As a reader understands it. */
    String sentence();

    record UnknownReferral() implements Refusal {
        @Override
        public String sentence() {
            return "There is no such referral.";
        }
    }

    /** An emergency is never accepted, asked about or queued. */
    record EmergencyIsNotQueued() implements Refusal {
        @Override
        public String sentence() {
            return "This referral shows a red flag: the patient belongs in emergency care and cannot be queued for an injection.";
        }
    }

    record AlreadyAccepted() implements Refusal {
        @Override
        public String sentence() {
            return "This referral has been accepted already, with another plan.";
        }
    }

    /** @param standing how it stands now */
    record NotOpenForThat(String standing) implements Refusal {
        @Override
        public String sentence() {
            return "This cannot be done now: the referral is " + standing + ".";
        }
    }

    /** The referral has changed since it was read. */
    record StaleRevision(long present) implements Refusal {
        @Override
        public String sentence() {
            return "The referral has changed since you read it; look at it again.";
        }
    }

    /** Each needs an override with a reason. */
    record BlockedByFindings(List<Finding> findings) implements Refusal {
        @Override
        public String sentence() {
            return "Blocking findings need an override with a reason: " + findings.stream().map(Finding::rule).toList() + ".";
        }
    }

    record PlanImpossible(List<Contradiction> problems) implements Refusal {
        @Override
        public String sentence() {
            return "The plan cannot be carried out as it is.";
        }
    }

    /** The key was used before, for something else. */
    record KeyUsedForAnother() implements Refusal {
        @Override
        public String sentence() {
            return "This Idempotency-Key was used before with another body.";
        }
    }

    /** Two clinicians do not decide on the same referral at the same time. */
    record ClaimedByAnother(String reader) implements Refusal {
        @Override
        public String sentence() {
            return reader + " is reading this referral; take it over first if you want to decide on it.";
        }
    }

    record NoSuchClearance() implements Refusal {
        @Override
        public String sentence() {
            return "This referral does not wait for such a clearance.";
        }
    }

    /** A referral carries a few files; pictures of a whole examination live in a PACS. */
    record TooManyAttachments() implements Refusal {
        @Override
        public String sentence() {
            return "A referral carries at most " + Attachment.MOST + " files; give the accession number or the link of images instead.";
        }
    }

    record UnknownPhysician() implements Refusal {
        @Override
        public String sentence() {
            return "The directory has no such physician; look the name up, or enter a new one.";
        }
    }

    record NoSuchAttachment() implements Refusal {
        @Override
        public String sentence() {
            return "This referral has no such file.";
        }
    }
}
