// Round dots.
layout(location = 0) in vec3 place;
layout(location = 1) in vec4 own_colour;  // white where the points have none
flat out vec4 tint;

void main() {
    gl_Position = clip_from_source * vec4(place, 1.0);
    gl_Position.z -= view.w * gl_Position.w;
    gl_PointSize = 2.0 * max(measure.x, 0.5) + 1.0;
    tint = own_colour * colour;
}
