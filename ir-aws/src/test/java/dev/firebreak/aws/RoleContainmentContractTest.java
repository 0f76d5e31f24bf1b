package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.contract.StepHandlerContract;

class RoleContainmentContractTest extends StepHandlerContract {
    private Rehearsal rehearsal = new Rehearsal();

    @Override
    protected void begin() {
        rehearsal.close();
        rehearsal = new Rehearsal();
        rehearsal
                .fake
                .iam()
                .createRole(role -> role.roleName("deploy")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
    }

    @Override
    protected Containment containment(Journal journal) {
        return rehearsal.containment(journal);
    }

    @Override
    protected ContainmentPlan plan(Containment containment) {
        return containment
                .incident("IR-1")
                .contain(Iam.role("deploy"), Iam.revokeSessions(), Iam.denyAll())
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
                .putRolePolicy(request -> request.roleName("deploy")
                        .policyName("FirebreakDenyAll-IR-1")
                        .policyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
                                        + "\"Resource\":\"*\"}]}"));
    }
}
