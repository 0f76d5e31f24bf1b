package dev.firebreak.testkit.service.ec2.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.utils.builder.Buildable;

/** What a launch template launches, in the shapes of requests and of answers. */
final class TemplateData {
    private TemplateData() {}

    /** The data as answers give it. */
    static ResponseLaunchTemplateData answer(RequestLaunchTemplateData data) {
        ResponseLaunchTemplateData.Builder answer = ResponseLaunchTemplateData.builder();
        copy(data, answer);
        return answer.build();
    }

    /** The data with everything that a change names in place of what it had. */
    static RequestLaunchTemplateData merge(RequestLaunchTemplateData data, RequestLaunchTemplateData change) {
        RequestLaunchTemplateData.Builder merged = data.toBuilder();
        copy(change, merged);
        return merged.build();
    }

    private static void copy(SdkPojo from, SdkPojo to) {
        Map<String, SdkField<?>> targets = new LinkedHashMap<>();
        to.sdkFields().forEach(field -> targets.put(field.memberName(), field));
        for (SdkField<?> field : from.sdkFields()) {
            SdkField<?> target = targets.get(field.memberName());
            Object value = field.getValueOrDefault(from);
            if (target != null && value != null && !(value instanceof Collection<?> all && all.isEmpty())) {
                target.set(to, value(target, value));
            }
        }
    }

    private static Object value(SdkField<?> target, Object value) {
        if (value instanceof List<?> list) {
            SdkField<?> member = target.getRequiredTrait(ListTrait.class).memberFieldInfo();
            var values = new ArrayList<Object>();
            list.forEach(each -> values.add(value(member, each)));
            return values;
        }
        if (target.marshallingType() == MarshallingType.SDK_POJO && value instanceof SdkPojo pojo) {
            SdkPojo builder = target.constructor().get();
            copy(pojo, builder);
            return ((Buildable) builder).build();
        }
        return value;
    }
}
