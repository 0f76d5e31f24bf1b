package dev.firebreak.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoleTemplateTest {
    @Test
    void in_account_namesTheRoleThere() {
        var role = new RoleTemplate("arn:aws:iam::{account}:role/ir/Responder", null);

        assertThat(role.in("123456789012")).isEqualTo("arn:aws:iam::123456789012:role/ir/Responder");
        assertThat(role.roleName()).isEqualTo("Responder");
    }

    @Test
    void template_withoutAccount_isRefused() {
        assertThatThrownBy(() -> new RoleTemplate("arn:aws:iam::123456789012:role/Responder", null))
                .hasMessageContaining("must be of the form arn:aws:iam::{account}:role/Name");
    }
}
