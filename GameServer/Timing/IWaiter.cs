namespace GameServer.Timing;

/// <summary>Lets a shard's thread rest until its next deadline. Owned by that thread, whose first call may adapt it.</summary>
internal interface IWaiter
{
    /// <summary>Returns at the moment, never before it; at once when it has passed. Nanoseconds of the shard's clock.</summary>
    void WaitUntil(long moment);
}
