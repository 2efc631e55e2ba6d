package org.sledopyt.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

/**
 * The OpenAPI description, made of the controllers when it is first asked for: what makes it would take a fifth of the server's start,
 * so it lives in a context of its own that is closed again.
 */
@RestController
class ApiDescription {

    private final WebApplicationContext server;
    private byte @Nullable [] description;

    ApiDescription(WebApplicationContext server) {
        this.server = server;
    }

    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    synchronized byte[] description(HttpServletRequest request) throws JsonProcessingException {
        if (description == null) {
            description = describe(request);
        }
        return description;
    }

    private byte[] describe(HttpServletRequest request) throws JsonProcessingException {
        try (AnnotationConfigServletWebApplicationContext maker = new AnnotationConfigServletWebApplicationContext()) {
            maker.setParent(server);
            maker.setServletContext(server.getServletContext());
            maker.register(ApiDescriptionMaker.class);
            // Springdoc does not look for these in the context above its own.
            maker.getBeanFactory().registerSingleton("mapping", server.getBean("requestMappingHandlerMapping"));
            maker.refresh();
            maker.getBean(OpenAPIService.class).addMappings(server.getBeansWithAnnotation(RestController.class));
            return maker.getBean(OpenApiWebMvcResource.class)
                    .openapiJson(request, request.getRequestURI(), Locale.ENGLISH);
        }
    }
}
