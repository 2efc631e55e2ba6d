package org.sledopyt.web;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the meters together with the page that shows them. All beans are made when first needed, and the page alone needs only the place
 * that meters write into: it would stay empty.
 */
@Configuration(proxyBeanMethods = false)
class Meters {

    private static final String PAGE = "prometheusEndpoint";

    @Bean
    static BeanFactoryPostProcessor metersBeforeTheirPage() {
        return beans -> {
            if (beans.containsBeanDefinition(PAGE)) {
                beans.getBeanDefinition(PAGE).setDependsOn("prometheusMeterRegistry");
            }
        };
    }
}
