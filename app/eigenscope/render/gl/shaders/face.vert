// Filled triangles.
layout(location = 0) in vec3 place;
out vec3 world;

void main() {
    gl_Position = clip_from_source * vec4(place, 1.0);
    gl_Position.z -= view.w * gl_Position.w;
    world = mat3(scaled_world) * place;
}
