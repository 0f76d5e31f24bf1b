package dev.firebreak.aws.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A world with several targets of each kind, some of which share what belongs to them, for many incidents at a time. */
final class Town implements AutoCloseable {
    final FakeAws fake;
    final JsonNode before;
    final String elsewhere;
    final List<LaunchedInstance> instances;

    private final ManualClock clock = ManualClock.create();
    private final Path directory;
    private final Map<Setting, List<String>> targets;

    Town(Path directory) {
        this.directory = directory;
        this.fake = FakeAws.builder().clock(clock).build();
        Estate estate = Estate.in(fake);
        InstanceSpec web = InstanceSpec.named("web").profile("web").inAutoScalingGroup("web");
        this.instances = List.of(
                estate.launch(web.interfaces(2).groups("web", "admin")),
                estate.launch(web.dataVolumes(1)),
                estate.launch(InstanceSpec.named("db").profile("db")));
        estate.profile("other");
        this.elsewhere = estate.group("elsewhere");
        this.targets = Map.of(
                Setting.INSTANCE, instances.stream().map(LaunchedInstance::id).toList(),
                Setting.KEY, List.of(key("mallory"), key("eve")),
                Setting.ROLE, List.of(role("deploy"), "web"));
        this.before = fake.snapshot();
    }

    private String key(String user) {
        fake.iam().createUser(request -> request.userName(user));
        return fake.iam()
                .createAccessKey(request -> request.userName(user))
                .accessKey()
                .accessKeyId();
    }

    private String role(String name) {
        fake.iam().createRole(role -> role.roleName(name).assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
                "Principal":{"AWS":"123456789012"}}}"""));
        return name;
    }

    /** Some responses to some targets, none of which is beyond taking back. */
    Mission mission(String incident, Random random) {
        List<Response> responses = Response.all().stream()
                .filter(response -> !response.isEvidence() && !response.isIrreversible())
                .toList();
        var errands = new ArrayList<Mission.Errand>();
        int wanted = 1 + random.nextInt(4);
        while (errands.size() < wanted) {
            Response response = any(responses, random);
            errands.add(new Mission.Errand(response, any(targets.getOrDefault(response.setting(), List.of()), random)));
        }
        return new Mission(incident, List.copyOf(errands));
    }

    static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    Worker worker(Fate fate) {
        return new Worker(directory, Connection.to(fake, clock), fate);
    }

    Path journal(Mission mission) {
        return Worker.journal(directory, mission.incident());
    }

    @Override
    public void close() {
        fake.close();
    }
}
