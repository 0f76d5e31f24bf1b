package dev.firebreak.examples.cli;

import dev.firebreak.evidence.BagVerification;
import dev.firebreak.evidence.EvidenceBag;
import dev.firebreak.spi.CanonicalJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a sealed bag: every file, the chain of custody, and the signature.")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BAG", description = "The bag's directory.")
    private Path bag;

    @Option(names = "--key", paramLabel = "PEM", description = "The public key expected to have sealed it.")
    private @Nullable Path key;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isDirectory(bag)) {
            throw new IllegalArgumentException("Cannot read bag " + bag + ": there is no such directory");
        }
        BagVerification found = key == null ? EvidenceBag.verify(bag) : EvidenceBag.verify(bag, publicKey(key));
        spec.commandLine().getOut().print(json ? json(found) : text(found));
        spec.commandLine().getOut().flush();
        return found.isIntact() ? Ir.DONE : Ir.INCOMPLETE;
    }

    private static PublicKey publicKey(Path file) {
        String base64 = InputFile.text("key", file).replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            return decoded(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid key " + file + " (must be an Ed25519 or EC public key in PEM)", e);
        }
    }

    private static PublicKey decoded(X509EncodedKeySpec key) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(key);
        } catch (GeneralSecurityException notEd25519) {
            return KeyFactory.getInstance("EC").generatePublic(key);
        }
    }

    private static String text(BagVerification found) {
        var text = new StringBuilder(
                Printable.line(found.bag().toString()) + ": " + (found.isIntact() ? "intact" : "NOT intact") + "\n");
        found.problems()
                .forEach(problem -> text.append("  ")
                        .append(Printable.line(problem.toString()))
                        .append('\n'));
        return text.toString();
    }

    private static String json(BagVerification found) {
        var tree = CanonicalJson.object();
        tree.put("bag", found.bag().toString());
        tree.put("intact", found.isIntact());
        var problems = tree.putArray("problems");
        found.problems()
                .forEach(problem ->
                        problems.addObject().put("file", problem.file()).put("message", problem.message()));
        return CanonicalJson.pretty(tree) + "\n";
    }
}
