// What a draw is told; eigenscope/render/gl/block.py fills it in this order.
layout(std140) uniform Drawn {
    mat4 clip_from_source;
    mat3x4 scaled_world;  // linear part of source to world, over the height of the view
    vec4 poses;         // x: how far from the first to the second, where there are two
    vec4 colour;        // not premultiplied
    vec4 light;         // xyz: unit vector towards the eye; w: 1 if shaded
    vec4 measure;       // x: half width, px; y: fade radius; z: segments to draw; w: arrow head, px
    vec4 view;          // xy: size in px; z: least w that is in front of the eye; w: depth bias
    vec4 tints[4];      // of the faces in each channel of the texture of depths, the farthest first
};
