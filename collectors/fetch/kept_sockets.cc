#include "collectors/fetch/kept_sockets.h"

namespace planwatch {

void KeptSockets::let_go(int socket, Socket& state) {
  state.rests = false;
  if (state.watched == Interest::none) return;
  state.watched = Interest::none;
  loop_.watch(socket, Interest::none, {});
}

// The number may be that of a socket that was closed without a word.
void KeptSockets::opened(int socket) {
  Socket& state = sockets_[socket];
  let_go(socket, state);
  state.is_connection = true;
}

void KeptSockets::closing(int socket) {
  const auto found = sockets_.find(socket);
  if (found == sockets_.end()) return;
  let_go(socket, found->second);
  sockets_.erase(found);
}

void KeptSockets::wait_for(int socket, Interest interest) {
  Socket& state = sockets_[socket];
  if (interest == Interest::none) {
    if (!state.is_connection) return closing(socket);
    state.rests = state.watched == Interest::read;
    if (!state.rests) let_go(socket, state);
    return;
  }
  state.rests = false;
  if (state.watched == interest) return;
  state.watched = interest;
  loop_.watch(socket, interest, [this, socket](bool readable, bool writable) {
    on_ready(socket, readable, writable);
  });
}

void KeptSockets::on_ready(int socket, bool readable, bool writable) {
  const auto found = sockets_.find(socket);
  if (found != sockets_.end() && found->second.rests) return let_go(socket, found->second);
  ready_(socket, readable, writable);
}

void KeptSockets::let_go_of_all() {
  for (auto& [socket, state] : sockets_) let_go(socket, state);
  sockets_.clear();
}

}  // namespace planwatch
