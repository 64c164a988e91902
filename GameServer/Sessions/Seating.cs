using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Timing;

namespace GameServer.Sessions;

/// <summary>
/// Finds the seat of who has been admitted. What the gate allowed may no longer be so: between the request and the connection others came in. Owned by the
/// shard's thread.
/// </summary>
internal sealed class Seating(RoomTable rooms, Gate gate, TokenGate? tokens, IMonotonicClock clock)
{
    /// <summary>Takes a seat, in a room that is made for it where need be; else says why not.</summary>
    public bool TryTakeSeat(Admission admission, out RoomHost? host, out Seat? seat, out GoodbyeReason reason)
    {
        if (admission.Grant is { } grant)
        {
            return TryTakeGrantedSeat(grant, NameOf(admission), out host, out seat, out reason);
        }

        seat = null;
        var hello = admission.Hello;
        reason = rooms.IsDraining ? GoodbyeReason.ServerStopping : GoodbyeReason.ServerFull;
        if (!rooms.TryGet(hello.Room, out host))
        {
            if (rooms.IsFull || rooms.IsDraining)
            {
                return false;
            }

            if (!rooms.TryCreate(hello.Room, out host))
            {
                reason = GoodbyeReason.RoomFailed;
                return false;
            }
        }

        var hasSeat = host.TryJoin(hello.PlayerName, out seat);
        reason = host.Failure is null ? GoodbyeReason.RoomFull : GoodbyeReason.RoomFailed;
        return hasSeat;
    }

    private bool TryTakeGrantedSeat(TokenGrant grant, string name, out RoomHost? host, out Seat? seat, out GoodbyeReason reason)
    {
        seat = null;
        reason = gate.Judge(grant, out host, out var place).Reason;
        if (reason != GoodbyeReason.None)
        {
            return false;
        }

        var until = clock.Now + (long)((grant.Expires - tokens!.Now).TotalMilliseconds * 1e6);
        host!.Reservations.Use(grant.Seat == TokenGrant.AnySeat ? SeatId.None : place, grant.Id, clock.Now, until);
        var hasSeat = host.TryJoin(place, name, out seat);
        reason = host.Failure is null ? GoodbyeReason.RoomFull : GoodbyeReason.RoomFailed;
        return hasSeat;
    }

    private static string NameOf(Admission admission) =>
        ControlLine.Of(admission.Hello.PlayerName is "" ? admission.Grant!.PlayerId : admission.Hello.PlayerName, ControlLimits.PlayerNameCharsMax);
}
