namespace GameServer.Tests.Protocol.Tokens;

/// <summary>
/// The token of <see cref="TokenSamples.Grant"/>, field by field, as another implementation of PROTOCOL.md writes it. A change here needs a new
/// version of the part that changed in the same commit.
/// </summary>
internal static class TokenGolden
{
    public const string Text =
        "AQIPZXUxLmV4YW1wbGUubmV0YR4LMjAwMTpkYjg6OjFAnAdhcmVuYS0xANSLzqIBAAAAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8w"
        + "MTIzNDU2Nzg5Ojs8PT4_AQcAAACgoaKjpKWmp6ipqqusra6vhHuraGWdvHQs1KmYrrAZWMLoBtLXQwD_vFCEnD5DNP7N4A0tZrg1gxEXtb3Fr-WXHR1KcLCCsqaUMJSxWeWs"
        + "KHRnLtdJTQcQHJKR46RiinUFET4lbEKxB1bkAEIDv0BONd2-iP-w4D2ibJyKiuJjfClo9NIX9wawyE4";

    private const string ClientKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
    private const string ServerKey = "202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F";

    /// <summary>HMAC-SHA256 under 40 41 .. 5F.</summary>
    public static byte[] DerivedKey { get; } = Convert.FromHexString("762E0D34F26D7892BAE34EAB4B54FC9D588ED139804E5FA8A69AC952FACFE912");

    public static byte[] Public { get; } = Join(
        "01", // version
        "02", // endpoints
        "0F6575312E6578616D706C652E6E6574", // host
        "611E", // port
        "0B323030313A6462383A3A31", // host
        "409C", // port
        "076172656E612D31", // room
        "00D48BCEA2010000", // expiry
        ClientKey,
        ServerKey);

    public static byte[] Header { get; } = Join(
        "01", // version
        "07000000", // key id
        "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF"); // salt

    public static byte[] Contents => ContentsWith(-1, "");

    public static byte[] CipherAndTag { get; } = Join(
        "847BAB68659DBC742CD4A998AEB01958C2E806D2D74300FFBC50849C3E4334FECDE00D2D66B835831117B5BDC5AFE5971D1D4A70B082B2A6943094B159E5AC28",
        "74672ED7494D07101C9291E3A4628A7505113E256C42B10756E4004203BF404E35DDBE88FFB0E03DA26C",
        "9C8A8AE2637C2968F4D217F706B0C84E"); // tag

    /// <summary>The contents before encryption, with one field's bytes replaced.</summary>
    public static byte[] ContentsWith(int field, string hex)
    {
        string[] fields =
        [
            "00D48BCEA2010000", // 0: expiry
            "076172656E612D31", // 1: room
            "03000000", // 2: epoch
            "0C00", // 3: seat
            "EFCDAB8967452301", // 4: token id
            "075A6FC3AB233432", // 5: player id
            ClientKey, // 6
            ServerKey, // 7
            "03010203", // 8: user data
        ];
        if (field >= 0)
            fields[field] = hex;
        return Join(fields);
    }

    private static byte[] Join(params string[] fields) => Convert.FromHexString(string.Concat(fields));
}
