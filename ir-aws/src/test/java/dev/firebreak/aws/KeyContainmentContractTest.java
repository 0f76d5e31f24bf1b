package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.contract.StepHandlerContract;

class KeyContainmentContractTest extends StepHandlerContract {
    private Rehearsal rehearsal = new Rehearsal();
    private String key = "";

    @Override
    protected void begin() {
        rehearsal.close();
        rehearsal = new Rehearsal();
        rehearsal.fake.iam().createUser(request -> request.userName("mallory").path("/staff/"));
        key = rehearsal
                .fake
                .iam()
                .createAccessKey(request -> request.userName("mallory"))
                .accessKey()
                .accessKeyId();
    }

    @Override
    protected Containment containment(Journal journal) {
        return rehearsal.containment(journal);
    }

    @Override
    protected ContainmentPlan plan(Containment containment) {
        return containment
                .incident("IR-1")
                .contain(Iam.accessKey(key), Iam.disableKey(), Iam.denyAll())
                .plan();
    }

    @Override
    protected Object world() {
        return rehearsal.fake.snapshot();
    }

    @Override
    protected void drift() {
        rehearsal
                .fake
                .iam()
                .putUserPolicy(request -> request.userName("mallory")
                        .policyName("FirebreakDenyAll-IR-1")
                        .policyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
                                        + "\"Resource\":\"*\"}]}"));
    }
}
