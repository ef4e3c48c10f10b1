package health.foramen.referral.directory.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The physicians who refer, for the clinic's own people. */
@RestController
@RequestMapping("/api/directory/physicians")
public final class DirectoryApi {

    private static final int MOST = 20;

    /** One physician as the directory knows them. */
    public record Entry(UUID physicianId, String name, String practice, String practiceName, Optional<String> npi, Optional<String> phone, Optional<String> fax,
                        Optional<String> email, boolean signsIn) {

        static Entry of(Physician physician) {
            return new Entry(physician.id(), physician.name(), physician.practice(), physician.practiceName(), physician.npi(), physician.phone(), physician.fax(),
                    physician.email(), physician.account().isPresent());
        }
    }

    /** Those who fit. */
    public record Found(List<Entry> physicians) {
    }

    private final KeepingDirectory directory;
    private final PhysicianReader reader;

    public DirectoryApi(KeepingDirectory directory, PhysicianReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    @GetMapping
    Found find(@RequestParam("q") String words) {
        return new Found(directory.search(words.substring(0, Math.min(words.length(), 100)), MOST).stream().map(Entry::of).toList());
    }

    /** The same name in the same practice again says something new about the same physician. */
    @PostMapping
    ResponseEntity<Entry> enter(@RequestBody JsonNode body) {
        var reading = Reading.of(body);
        var described = reader.read(reading);
        Mistakes.refuse(reading.mistakes());
        return ResponseEntity.ok(Entry.of(directory.enter(described)));
    }
}
