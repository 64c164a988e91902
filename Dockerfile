# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src

# What decides the packages comes first, so that a change of code alone does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY GameServer.Simulation/GameServer.Simulation.csproj GameServer.Simulation/packages.lock.json GameServer.Simulation/
COPY GameServer.Protocol/GameServer.Protocol.csproj GameServer.Protocol/packages.lock.json GameServer.Protocol/
COPY GameServer.Sockets/GameServer.Sockets.csproj GameServer.Sockets/packages.lock.json GameServer.Sockets/
COPY GameServer/GameServer.csproj GameServer/packages.lock.json GameServer/
COPY games/Arena/Arena.csproj games/Arena/packages.lock.json games/Arena/
COPY games/Bodies/Bodies.csproj games/Bodies/packages.lock.json games/Bodies/
RUN dotnet restore GameServer --locked-mode

COPY . .
RUN dotnet publish GameServer -c Release -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
EXPOSE 9050/udp 8080/tcp
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "GameServer.dll"]
