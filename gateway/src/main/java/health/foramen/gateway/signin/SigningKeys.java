package health.foramen.gateway.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The key that signs the demo people's tokens. It is kept, readable by its owner alone, so that a token outlives a restart. */
final class SigningKeys {

    private SigningKeys() {
    }

    static JWKSet in(Path folder) {
        Path file = folder.resolve("signing.jwks");
        try {
            if (Files.exists(file)) {
                return JWKSet.parse(Files.readString(file));
            }
            var keys = new JWKSet(new RSAKeyGenerator(2_048)
                    .keyID(UUID.randomUUID().toString()).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).generate());
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "signing", ".new");
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, keys.toString(false));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return keys;
        } catch (IOException failed) {
            throw new UncheckedIOException("The signing key at " + file + " cannot be kept", failed);
        } catch (ParseException broken) {
            throw new IllegalStateException("The file " + file + " holds no signing key; remove it and a new one is made", broken);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
