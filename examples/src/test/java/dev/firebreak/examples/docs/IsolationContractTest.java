package dev.firebreak.examples.docs;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.contract.StepHandlerContract;
import org.junit.jupiter.api.AfterEach;

// region contract
class IsolationContractTest extends StepHandlerContract {
    private ManualClock clock;
    private FakeAws fake;
    private LaunchedInstance web;
    private String elsewhere;

    @Override
    protected void begin() {
        close();
        clock = ManualClock.create();
        fake = FakeAws.builder().clock(clock).build();
        Estate estate = Estate.in(fake);
        web = estate.launch(InstanceSpec.named("web"));
        elsewhere = estate.group("elsewhere");
    }

    @Override
    protected Containment containment(Journal journal) {
        return Containment.builder()
                .provider(AwsProvider.builder()
                        .region(fake.region())
                        .credentials(fake.credentials())
                        .httpClient(fake.httpClient())
                        .build())
                .journal(journal)
                .clock(clock)
                .sleeper(clock::advance)
                .parallelism(1) // so that the fake gives the same ids in every run
                .build();
    }

    @Override
    protected ContainmentPlan plan(Containment containment) {
        return containment
                .incident("IR-1")
                .contain(Ec2.instance(web.id()), Ec2.isolateNetwork())
                .plan();
    }

    /** Names of quarantine groups are random. */
    @Override
    protected Object world() {
        return fake.snapshot().toString().replaceAll("(firebreak-quarantine-IR-1-)[0-9a-f-]{36}", "$1");
    }

    @Override
    protected void drift() {
        fake.ec2()
                .modifyNetworkInterfaceAttribute(request ->
                        request.networkInterfaceId(web.interfaceIds().get(0)).groups(elsewhere));
    }

    @AfterEach
    void close() {
        if (fake != null) {
            fake.close();
        }
    }
}
// endregion
