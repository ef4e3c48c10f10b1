package health.foramen.referral.notice.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.notice.NoticeAddresses;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.safeguard.Person;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The own address for referrers, and the one of a referral's referrer for the service that writes. */
@RestController
public final class NoticeAddressApi {

    public record Own(Optional<String> email) {
    }

    /** @param email absent: this referrer wants no e-mail */
    public record OfReferral(String referralId, Optional<String> email) {
    }

    private final NoticeAddresses addresses;
    private final Referrals referrals;
    private final KeepingDirectory directory;

    public NoticeAddressApi(NoticeAddresses addresses, Referrals referrals, KeepingDirectory directory) {
        this.directory = directory;
        this.addresses = addresses;
        this.referrals = referrals;
    }

    @GetMapping("/api/referrals/notice-address")
    Own own(Person person) {
        return new Own(addresses.of(person.id()));
    }

    /** Without an e-mail there are none any more. */
    @PutMapping("/api/referrals/notice-address")
    Own keep(@RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var email = reading.email("email");
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        addresses.keep(person.id(), email);
        return new Own(email);
    }

    @GetMapping("/api/referrals/{id}/notice-address")
    ResponseEntity<?> of(@PathVariable UUID id) {
        return referrals.find(id).<ResponseEntity<?>>map(referral -> ResponseEntity.ok(new OfReferral(id.toString(), addresses.of(account(referral)))))
                .orElseGet(() -> RefusalProblems.of(new Refusal.UnknownReferral()).response());
    }

    /** Of the physician on whose behalf the desk entered it, where that one signs in too; else of the one who sent it. */
    private String account(Referral referral) {
        return referral.folder().origin().physician().flatMap(directory::find).flatMap(Physician::account).orElse(referral.referrer().id());
    }
}
