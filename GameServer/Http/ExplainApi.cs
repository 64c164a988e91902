using System.Globalization;
using GameServer.Fleet;
using GameServer.Replication;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GameServer.Http;

/// <summary>Why a client got an entity or did not. A room writes that down only while it is asked. Any thread.</summary>
internal sealed class ExplainApi(FleetServices fleet)
{
    private const int SnapshotsUsual = 10;

    private static readonly DescribedParameter Snapshots = new("snapshots", IsRequired: false, "How many snapshots to wait for, 1 to 64; 10 when not given.");

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/rooms/{id}/seats/{seatId}/entities/{entity}", Explain).Needs(ApiScopes.Read).WithSummary("Why a player's client gets an entity, or does not: what becomes of it in the next snapshots")
            .Produces<ExplanationBody>().ProducesProblem(400).ProducesProblem(404).WithMetadata(Snapshots);

    private async Task<IResult> Explain(string id, string seatId, string entity, int? snapshots, CancellationToken stop)
    {
        var count = (int)RequestReader.InRange("snapshots", snapshots ?? SnapshotsUsual, 1, EntityWatch.LinesMax);
        if (!SeatName.TryRead(seatId, out var seat) || !TryRead(entity, out var slot, out var generation))
        {
            throw ApiProblem.NotFound("A seat's id is an s and its number; an entity's its slot, or slot.generation.");
        }

        // The first question has the room write down, the second reads.
        var (_, rate) = await Ask(id, host => Begin(host, seat, slot, generation)).ConfigureAwait(false);
        await Pass(TimeSpan.FromSeconds((count + 1) / (double)rate), stop).ConfigureAwait(false);
        var (answer, _) = await Ask(id, host => Begin(host, seat, slot, generation)).ConfigureAwait(false);
        return Results.Json(BodyOf(id, seatId, slot, answer!, count), ApiJson.Options);
    }

    private async Task Pass(TimeSpan time, CancellationToken stop)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = fleet.Time.CreateTimer(_ => due.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            await due.Task.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private static (EntityExplanation? Answer, int SnapshotRate) Begin(RoomHost host, int seat, int slot, int generation) =>
        seat < host.Room.Seats.Length && host.Room.Seats[seat].IsTaken ? (host.Explain(new SeatId(seat), slot, generation), host.Settings.SnapshotRate) : default;

    private async Task<(EntityExplanation Answer, int SnapshotRate)> Ask(string id, Func<RoomHost, (EntityExplanation?, int)> question)
    {
        var (place, answer) = await RoomControl.AskAbout(fleet.Places, fleet.Directory, id, (_, host) => question(host)).ConfigureAwait(false);
        return place is null ? throw ApiProblem.NotFound("There is no such room, or it has ended.")
            : answer is ({ } explanation, var rate) ? (explanation, rate)
            : throw ApiProblem.NotFound("Nobody has that seat.");
    }

    private static bool TryRead(string entity, out int slot, out int generation)
    {
        generation = 0;
        var dot = entity.IndexOf('.', StringComparison.Ordinal);
        return TryNumber(dot < 0 ? entity : entity[..dot], ushort.MaxValue - 1, out slot)
            && (dot < 0 || (TryNumber(entity[(dot + 1)..], ushort.MaxValue, out generation) && generation > 0));
    }

    private static bool TryNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;

    private static ExplanationBody BodyOf(string id, string seatId, int slot, EntityExplanation answer, int count) => new(
        id,
        seatId,
        string.Create(CultureInfo.InvariantCulture, $"{slot}.{answer.Generation}"),
        answer.Kind,
        NumberOf(answer.LastSent),
        NumberOf(answer.Acknowledged),
        [.. answer.Snapshots.TakeLast(count).Select(static s => new SnapshotFateBody(
            s.Line.Tick.Number,
            FigureName.Of(s.Line.Fate),
            s.Line.Datagram == 0 ? null : s.Line.Datagram,
            s.IsAcknowledged,
            s.Line.Distance,
            Known(s.Line.Urgency),
            Known(s.Line.CutOff)))]);

    private static uint? NumberOf(Tick tick) => tick == Tick.Zero ? null : tick.Number;

    // An avatar's urgency is infinite, which JSON has no number for.
    private static float? Known(float urgency) => float.IsFinite(urgency) ? urgency : null;
}
