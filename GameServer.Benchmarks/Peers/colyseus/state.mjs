// What is replicated, in the smallest types that hold what `scenario crowd` asks for. Server and clients share it, so that joining needs no reflection.
import { schema, t } from "@colyseus/schema";

export const VELOCITY_STEPS = 32; // per metre and second

export const Flag = { firing: 1, dead: 2, shielded: 4, quad: 8 };

// 16 bits quantized over 1,024 m would be steps of 1/64 m, and the crowd's are of 1/128: hence float32.
export const Fighter = schema({
    x: t.float32(),
    y: t.float32(),
    vx: t.int16(), // in steps of 1/32 m/s
    vy: t.int16(),
    heading: t.angle(), // 16 bits; 8 would be too coarse
    health: t.uint8(),
    score: t.uint16(),
    flags: t.uint8(),
}, "Fighter");

export const CrowdState = schema({
    tick: t.uint16(), // wraps; says which simulated tick a patch brought
    fighters: t.map(Fighter),
}, "CrowdState");

export const Stick = schema({
    moveX: t.int8(), // in steps of 1/127
    moveY: t.int8(),
    aim: t.angle(),
    buttons: t.uint8(),
}, "Stick");

export const Button = { fire: 1, dash: 2 };
