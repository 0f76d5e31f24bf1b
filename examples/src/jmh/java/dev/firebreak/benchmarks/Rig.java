package dev.firebreak.benchmarks;

import dev.firebreak.Action;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ExemptionTag;
import dev.firebreak.StepResult;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.testkit.FakeAws;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A containment in a fake, with a journal in files and a guard that looks at tags, whose calls are noted. */
final class Rig implements AutoCloseable {
    final CallLog calls = new CallLog();
    private final AwsProvider provider;
    private final Path journals;

    Rig(FakeAws fake, Path journals) {
        this(fake, journals, same -> same);
    }

    Rig(FakeAws fake, Path journals, UnaryOperator<AwsProvider.Builder> more) {
        this.journals = journals;
        this.provider = more.apply(AwsProvider.builder()
                        .httpClient(fake.httpClient())
                        .credentials(fake.credentials())
                        .region(fake.region())
                        .executionInterceptor(calls))
                .build();
    }

    /** Has it known whose credentials these are, as it is in an application that runs for some time. */
    void introduce(Ec2Instance instance) {
        provider.resolve(instance);
        calls.clear();
    }

    ContainmentPlan plan(String incident, List<Ec2Instance> instances, Action<? super Ec2Instance> action) {
        return plan(incident, instances, action, ended -> {});
    }

    ContainmentPlan plan(
            String incident,
            List<Ec2Instance> instances,
            Action<? super Ec2Instance> action,
            Consumer<StepResult> listener) {
        Containment.Draft draft = Containment.builder()
                .provider(provider)
                .journal(FileJournal.in(journals))
                .guard(ExemptionTag.named("ir:exempt"))
                .onStep(listener)
                .build()
                .incident(incident);
        for (Ec2Instance instance : instances) {
            draft = draft.contain(instance, action);
        }
        return draft.plan();
    }

    @Override
    public void close() {
        provider.close();
    }
}
