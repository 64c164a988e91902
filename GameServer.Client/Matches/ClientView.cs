using GameServer.Client.Views;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Matches;

/// <summary>
/// What a client draws at this moment: its own avatar as predicted, everything else between two of the server's ticks. Ask anew
/// each frame; before the first snapshot it is empty.
/// </summary>
/// <typeparam name="TInput">The game's input.</typeparam>
/// <typeparam name="TAvatar">The game's avatar.</typeparam>
public readonly struct ClientView<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private readonly Match<TInput, TAvatar>? match;

    internal ClientView(Match<TInput, TAvatar>? match) => this.match = match;

    /// <summary>Whether the own avatar is known.</summary>
    public bool HasAvatar => match is not null && match.Predictor.Now != Tick.Zero;

    /// <summary>The own avatar to draw: predicted, between two ticks, with corrections smoothed away.</summary>
    public TAvatar Avatar => match is null ? default : match.DrawAvatar();

    /// <summary>The own avatar as predicted for the newest tick, on the wire's grid: what the rules say.</summary>
    public TAvatar PredictedAvatar => match is null ? default : match.Predictor.Avatar;

    /// <summary>The tick that the own avatar is predicted for.</summary>
    public Tick PredictedTick => match?.Predictor.Now ?? Tick.Zero;

    /// <summary>The newest tick that the server told of.</summary>
    public Tick NewestTick => match?.NewestSnapshot ?? Tick.Zero;

    /// <summary>The tick at which others are drawn, with its fraction.</summary>
    public double ViewTick => match?.ViewClock.Tick ?? 0;

    /// <summary>How far the drawn others are behind the newest expected snapshot, in ms.</summary>
    public double ViewDelayMs => match?.ViewClock.DelayMs ?? 0;

    /// <summary>How long 98 % of this client's inputs wait at the server at least, in ms; below 0 they come late.</summary>
    public double InputWaitMs => match?.Clock.WaitQuantileMs ?? 0;

    /// <summary>
    /// Seconds of the room in a second: 1, or less, down to 0.09, while a server with too much to do lets the room's time pass more slowly. For a
    /// game that shows its player so, or plays its sounds and effects at that rate.
    /// </summary>
    public double TimeRate => match?.Pace.Rate ?? 1;

    /// <summary>
    /// Every visible entity of a kind except the own avatar; valid until the next call for the same kind. What the own drive
    /// spawned of a kind with a <c>Flight</c> is drawn where it is predicted, from the frame of its input until the server's
    /// entity ends; it has no name until the server's is known.
    /// </summary>
    /// <exception cref="ArgumentException">The schema declares no kind with this struct.</exception>
    public ReadOnlySpan<ViewEntity<T>> All<T>()
        where T : struct => match is null ? default : match.Entities.All(match.ViewClock.Tick, match.Seat, match.Predictor.Spawns.Of<T>(), match.Clock.Fraction);

    /// <summary>Slots below may hold entities.</summary>
    public int SlotCount => match?.Held.SlotCount ?? 0;

    /// <summary>
    /// The state of a slot at exactly this tick, as the server sealed it: for recordings and reports, not for drawing. The row is valid
    /// until the client takes in more.
    /// </summary>
    /// <param name="slot">0 to <see cref="SlotCount"/> less one.</param>
    /// <param name="tick">A tick of the client's history.</param>
    /// <param name="head">Who it is; of no meaning when false is returned.</param>
    /// <param name="row">Its columns.</param>
    /// <returns>False when that state is not held: nobody was there, or it was not told, or it is too long ago.</returns>
    public bool TryGetState(int slot, Tick tick, out EntityHead head, out ReadOnlySpan<int> row)
    {
        head = EntityHead.None;
        row = default;
        return match is not null && match.Held.TryGet(slot, tick, out head, out row);
    }

    /// <summary>Writes the newest held tick of each entity and returns how many there are: how fresh everything is.</summary>
    public int CopyTicks(Span<Tick> ticks) => match is null ? 0 : match.Held.CopyNewest(ticks);
}
