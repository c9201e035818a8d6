// An image on a parallelogram.
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 texel;
out vec2 at;

void main() {
    gl_Position = clip_from_source * vec4(place, 1.0);
    gl_Position.z -= view.w * gl_Position.w;
    at = texel;
}
