package dev.firebreak.testkit.guest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small {@code curl}: GET, and PUT of a file ({@code -T FILE} or {@code --upload-file FILE}), with {@code -H}, {@code -X},
 * {@code -o} and {@code -f}. Requests go into the simulated world, and to the instance metadata service.
 */
final class Curl {
    private static final String METADATA = "169.254.169.254";

    private final GuestCommand.Run run;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> addresses = new ArrayList<>();
    private Optional<String> method = Optional.empty();
    private Optional<String> upload = Optional.empty();
    private Optional<String> output = Optional.empty();
    private boolean fails;

    private Curl(GuestCommand.Run run) {
        this.run = run;
    }

    static CommandResult run(GuestCommand.Run run) {
        var curl = new Curl(run);
        curl.parse();
        return curl.send();
    }

    private void parse() {
        List<String> words = run.words();
        for (int index = 1; index < words.size(); index++) {
            String word = words.get(index);
            boolean takesValue = word.matches("-H|--header|-X|--request|-T|--upload-file|-o|--output");
            if (takesValue && index + 1 < words.size()) {
                option(word, words.get(++index));
            } else if (word.startsWith("-")) {
                fails |= word.equals("--fail") || word.matches("-[a-zA-Z]*f[a-zA-Z]*");
            } else {
                addresses.add(word);
            }
        }
    }

    private void option(String name, String value) {
        switch (name) {
            case "-H", "--header" -> {
                String[] parts = value.split(":", 2);
                headers.put(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
            }
            case "-X", "--request" -> method = Optional.of(value);
            case "-T", "--upload-file" -> upload = Optional.of(value);
            default -> output = Optional.of(value);
        }
    }

    private CommandResult send() {
        if (addresses.isEmpty()) {
            return CommandResult.failed(2, "curl: (2) no URL specified\n");
        }
        URI address = URI.create(addresses.get(0));
        Optional<GuestFile> file = upload.flatMap(path -> path.equals("-")
                ? Optional.of(GuestFile.of(run.input()))
                : run.guest().file(path));
        if (upload.isPresent() && file.isEmpty()) {
            return CommandResult.failed(26, "curl: (26) Failed to open/read local data from file/application\n");
        }
        String verb = method.orElse(file.isPresent() ? "PUT" : "GET");
        if (METADATA.equals(address.getHost())) {
            return metadata(verb, address);
        }
        if (!open(address)) {
            return CommandResult.failed(
                    28, "curl: (28) Failed to connect to " + address.getHost() + " port " + port(address) + "\n");
        }
        byte[] body = file.map(GuestFile::content).orElse(new byte[0]);
        return told(run.guest().guests().network().send(verb, address, headers, body));
    }

    private boolean open(URI address) {
        Guest guest = run.guest();
        return guest.guests().network().isOpen(guest.region(), guest.instanceId(), address.getHost(), port(address));
    }

    private static int port(URI address) {
        return address.getPort() > 0 ? address.getPort() : "http".equals(address.getScheme()) ? 80 : 443;
    }

    private CommandResult metadata(String verb, URI address) {
        Imds imds = run.guest().imds();
        Imds.Answer answer;
        if (verb.equals("PUT")) {
            answer = imds.token(Integer.parseInt(headers.getOrDefault("X-aws-ec2-metadata-token-ttl-seconds", "0")));
        } else {
            answer = Optional.ofNullable(headers.get("X-aws-ec2-metadata-token"))
                    .map(token -> imds.get(address.getPath(), token))
                    .orElseGet(() -> imds.get(address.getPath()));
        }
        return answer.status() == 0
                ? CommandResult.failed(7, "curl: (7) Failed to connect to " + METADATA + " port 80\n")
                : told(new GuestNetwork.Answer(answer.status(), answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private CommandResult told(GuestNetwork.Answer answer) {
        if (fails && answer.status() >= 400) {
            return CommandResult.failed(22, "curl: (22) The requested URL returned error: " + answer.status() + "\n");
        }
        output.ifPresent(path -> run.guest().file(path, GuestFile.of(answer.body())));
        return output.isPresent() ? CommandResult.silent() : CommandResult.printed(answer.body());
    }
}
